# Programs allocate with mimalloc (docs/adr/0046-mimalloc.md). It takes the place of malloc and operator new by standing
# before libc and libstdc++ among the libraries that the loader searches, hence first on the linker's command line, and
# kept though nothing names it. Sanitizers bring allocators of their own: their presets turn this off.
option(AMANA_MIMALLOC "Link mimalloc into the programs" ON)
if(AMANA_MIMALLOC)
  find_package(mimalloc 2 REQUIRED)
endif()

function(amana_allocator program)
  if(AMANA_MIMALLOC)
    target_sources(${program} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/huge_pages.cc)
    target_link_options(${program} PRIVATE
      "SHELL:-Wl,--push-state,--no-as-needed $<TARGET_FILE:mimalloc> -Wl,--pop-state")
  endif()
endfunction()
