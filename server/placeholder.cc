namespace amana::server {}
