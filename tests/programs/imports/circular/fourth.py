from third import other

thing = 2
