# try, except and finally, with a loop around them.
#
# Entering `try` costs nothing: there is no instruction for it, only rows in the exception table. Look at
# how often the body of `finally` appears: once for each way out.


def retry(action, attempts):
    for attempt in range(attempts):
        try:
            return action(attempt)
        except ValueError as error:
            print("attempt", attempt, "failed:", error)
        finally:
            print("done with attempt", attempt)
    return None


def fails_twice(attempt):
    if attempt < 2:
        raise ValueError("not yet")
    return "success"


print(retry(fails_twice, 5))
