"""Pictures in cells: layout, strokes, axes, legend, colours."""
