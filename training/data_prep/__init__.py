"""Preparing data: treebank files and news as the trainers read them."""
