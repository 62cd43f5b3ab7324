from fourth import thing

other = 1
