# remove_unused_consts: constant 0 stays whatever it is, the others only while an instruction uses them.
x = True if True else 2
if 0:
    y = 3
while 1:
    z = 4
    break
