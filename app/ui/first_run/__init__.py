"""The page that makes a catalog ready: the first thing a new person sees."""
