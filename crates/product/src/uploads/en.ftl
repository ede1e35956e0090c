invalid-upload-empty = There was no file, or nothing in it. Choose a picture first. Nothing was kept.
invalid-upload-format = This is not a PNG, JPEG or WebP picture, whatever its name says. Nothing was kept.
invalid-upload-side = This picture is too wide or too high: at most { $limit } pixels a side are opened. Nothing was kept.
invalid-upload-pixels = This picture is too large: at most { $limit } megapixels are opened. Nothing was kept.
invalid-upload-animated = This picture moves. Only still pictures are taken. Nothing was kept.
invalid-upload-damaged = This picture is damaged and cannot be opened. Nothing was kept.
invalid-upload-heavy = Opening this picture would take more time or memory than is given to one. Nothing was kept.
