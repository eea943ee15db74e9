"""The facade over all rooms, and the processes that host it."""
