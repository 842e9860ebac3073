"""Program increments: several teams plan some iterations together (SAFe, PI planning)."""
