"""Pictures as data: sampled curves, jumps, zones, histograms."""
