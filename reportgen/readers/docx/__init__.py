"""Read Word files: their words, and what somebody did to them."""
