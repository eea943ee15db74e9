from typing import Any

class tqdm:
    monitor_interval: int
    @classmethod
    def set_lock(cls, lock: Any) -> None: ...
