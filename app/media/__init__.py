"""From a file, clip-board or microphone to a clean picture, text or waveform."""
