"""The folder of a study: opened, combined, issued, received, settled, corrected, checked."""
