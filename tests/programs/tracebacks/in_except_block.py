"""An error inside an except block shows both errors."""


def read(settings):
    try:
        return settings["volume"]
    except KeyError:
        print("no volume, using the default")
        return settings["defaults"]["volume"]


read({"defaults": {}})
