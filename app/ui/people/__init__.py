"""Personas: choosing and naming them, what they did, what was learnt of them."""
