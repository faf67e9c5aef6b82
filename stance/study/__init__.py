"""The folder in, one study out: opened, issued, received, merged, settled, corrected, checked."""
