"""From sounds to features: measured on their spectra, or learnt from them."""
