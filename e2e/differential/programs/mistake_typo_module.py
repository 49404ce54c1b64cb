# A misspelt module, and one that isn't installed.
try:
    import requests
except ModuleNotFoundError as error:
    print(error, error.name)
import sockets
