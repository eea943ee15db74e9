class tqdm:
    monitor_interval: int
