"""The journey on a map: pictures and what they say in words. Data in, PNG out."""
