"""Any spreadsheet in, grids of cells out, safely, and bytes back; knows no word of stance."""
