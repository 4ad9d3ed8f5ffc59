# SPDX-License-Identifier: MIT
"""The glyphs of an embedded font program and their widths, as FreeType reads it."""
import ctypes
import ctypes.util

NO_SCALE = 1


class FaceRecord(ctypes.Structure):
    """The head of FT_FaceRec."""
    _fields_ = [("num_faces", ctypes.c_long), ("face_index", ctypes.c_long), ("face_flags", ctypes.c_long),
                ("style_flags", ctypes.c_long), ("num_glyphs", ctypes.c_long), ("family_name", ctypes.c_char_p),
                ("style_name", ctypes.c_char_p), ("num_fixed_sizes", ctypes.c_int), ("available_sizes", ctypes.c_void_p),
                ("num_charmaps", ctypes.c_int), ("charmaps", ctypes.c_void_p), ("generic", ctypes.c_void_p * 2),
                ("bbox", ctypes.c_long * 4), ("units_per_em", ctypes.c_ushort)]


class MapRecord(ctypes.Structure):
    """FT_CharMapRec."""
    _fields_ = [("face", ctypes.c_void_p), ("encoding", ctypes.c_int), ("platform", ctypes.c_ushort),
                ("number", ctypes.c_ushort)]


class FontProgram:
    """A TrueType file or bare CFF. Of bare CFF FreeType takes CIDs for glyph indices, as a PDF does."""

    _library = None

    def __init__(self, data):
        freetype = self._freetype()
        self._data = data
        self._face = ctypes.POINTER(FaceRecord)()
        if freetype.FT_New_Memory_Face(self._handle, data, ctypes.c_long(len(data)), ctypes.c_long(0),
                                       ctypes.byref(self._face)) != 0:
            raise ValueError("FreeType cannot read the font program")

    def __del__(self):
        if self._face:
            self._freetype().FT_Done_Face(self._face)

    @classmethod
    def _freetype(cls):
        if cls._library is None:
            cls._library = ctypes.CDLL(ctypes.util.find_library("freetype") or "libfreetype.so.6")
            cls._handle = ctypes.c_void_p()
            cls._library.FT_Init_FreeType(ctypes.byref(cls._handle))
        return cls._library

    def maps(self):
        """The character maps, as (platform, number)."""
        own = self._face.contents
        maps = ctypes.cast(own.charmaps, ctypes.POINTER(ctypes.POINTER(MapRecord)))
        return {(maps[i].contents.platform, maps[i].contents.number) for i in range(own.num_charmaps)}

    def glyph(self, character):
        """The glyph of a character by the program's Unicode map, or by its glyphs' names; 0 without one."""
        get = self._freetype().FT_Get_Char_Index
        get.restype = ctypes.c_uint
        return get(self._face, ctypes.c_ulong(ord(character)))

    def width(self, cid):
        """In thousandths of the em; None if there is no such glyph."""
        advance = ctypes.c_long(0)
        if self._freetype().FT_Get_Advance(self._face, ctypes.c_uint(cid), ctypes.c_int32(NO_SCALE),
                                           ctypes.byref(advance)) != 0:
            return None
        return advance.value * 1000 / self._face.contents.units_per_em
