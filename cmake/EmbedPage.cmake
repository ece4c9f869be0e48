# Run as a script: writes OUTPUT, a source file that holds the files of FOLDER.
#   cmake -DFOLDER=… -DOUTPUT=… -P EmbedPage.cmake
file(GLOB files ${FOLDER}/*.html ${FOLDER}/*.js ${FOLDER}/*.css ${FOLDER}/*.svg)
list(SORT files)
set(media_html "text/html; charset=utf-8")
set(media_js "text/javascript; charset=utf-8")
set(media_css "text/css; charset=utf-8")
set(media_svg "image/svg+xml")
set(source "#include \"server/page_assets.h\"\n\nnamespace amana::server {\nnamespace {\n\n")
set(rows "")
set(number 0)
foreach(file IN LISTS files)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${bytes}")
  get_filename_component(name ${file} NAME)
  get_filename_component(kind ${file} LAST_EXT)
  string(SUBSTRING ${kind} 1 -1 kind)
  string(APPEND source "constexpr char kFile${number}[] = {${bytes}'\\0'};\n")
  string(APPEND rows
         "    {\"${name}\", \"${media_${kind}}\", {kFile${number}, sizeof(kFile${number}) - 1}},\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND source "\nconstexpr PageAsset kAssets[] = {\n${rows}};\n\n}  // namespace\n\n"
       "const PageAsset* FindPageAsset(std::string_view name) {\n"
       "  for (const PageAsset& asset : kAssets) {\n    if (asset.name == name) return &asset;\n  }\n"
       "  return nullptr;\n}\n\n}  // namespace amana::server\n")
file(WRITE ${OUTPUT} "${source}")
