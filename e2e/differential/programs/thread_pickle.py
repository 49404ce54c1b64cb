# Locks and threads can't be copied, as an object that has one finds out.
#| version: threads have a handle since 3.13, which is what can't be copied
import copy
import pickle
import threading


class Account:
    def __init__(self):
        self.lock = threading.Lock()


for what in (Account(), threading.Lock(), threading.RLock(), threading.Thread()):
    for way in (copy.deepcopy, pickle.dumps):
        try:
            way(what)
        except TypeError as error:
            print(error)
print(copy.copy(Account()).lock.locked())
