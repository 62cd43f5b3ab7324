def safe_read(source):
    try:
        return source.read()
    finally:
        source.close()
