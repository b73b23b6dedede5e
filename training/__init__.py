"""How the bundled Arabic model is made: rerunnable from treebank and news text; not part of the installed package."""
