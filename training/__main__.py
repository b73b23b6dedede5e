"""`python -m training`: see `training.train`."""

from training.train import main

main()
