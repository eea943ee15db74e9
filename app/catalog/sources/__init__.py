"""Where items can come from: folders, tables, Tux Paint stamps, CIFAR-10, LibriSpeech."""
