namespace amana::ingest {}
