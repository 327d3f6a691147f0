"""Pictures of cells as files: SVG, HTML, text with colours."""
