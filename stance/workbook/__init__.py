"""One workbook of our form in; its content and every problem out; and content back into one."""
