"""Labels that no person gave: by image classes, sentiment of words, kind of sound, prosody."""
