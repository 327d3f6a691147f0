"""Drawing: tables, pictures, JSON and interface text; knows no activation function."""
