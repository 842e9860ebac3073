"""Reading a change: rules that find lines in it. Its text is data, and none of it is ever run, imported or believed."""
