"""Statistics of the room: numbers in, frozen values out; too little data is an answer, and no NaN ever leaves."""
