"""How the network that finds names is made: from ANERcorp, news without labels, and lists of names."""
