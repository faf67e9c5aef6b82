"""Any spreadsheet to grids of cells, safely, and bytes back; knows no word of stance."""
