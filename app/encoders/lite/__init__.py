"""The lite pack: EfficientNet-Lite2, all-MiniLM-L6-v2 and aiSFX."""
