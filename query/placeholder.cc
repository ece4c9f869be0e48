namespace amana::query {}
