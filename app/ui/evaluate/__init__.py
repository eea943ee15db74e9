"""What was measured, as tables, heat maps and bars."""
