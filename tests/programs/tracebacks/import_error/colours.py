red, green, blue = "red", "green", "blue"
