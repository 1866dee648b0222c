"""Maps of the journey with their alt texts. From data to PNG, without I/O or a clock."""
