"""Reading a list of people that somebody keeps in a spreadsheet. Nothing here knows a file format or a database."""
