"""Arabic writing: normal forms and matching keys, clitics and endings, habits of spelling."""
