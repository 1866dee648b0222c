from hypothesis import settings

# The same examples at every run, and no clock in the verdict: a red test stays red.
settings.register_profile("flamekeeper", deadline=None, derandomize=True, max_examples=100)
settings.load_profile("flamekeeper")
