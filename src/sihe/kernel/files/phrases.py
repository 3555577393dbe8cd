"""The refusals of photos in words."""

from django.utils.translation import gettext_lazy as _

from sihe.kernel.access.phrases import add_phrases

add_phrases(
    {
        "photo_too_big": _("照片太大，最大%(most)s MB。换一张小的再选。"),
        "photo_too_many": _("最多放%(most)s张照片，请去掉几张。"),
        "photo_not_an_image": _("这个文件不是照片。请选 JPG、PNG 或 WebP。"),
        "photo_heic": _("打不开 HEIC 照片。请在手机里另存为 JPG 再选。"),
        "photo_broken": _("这张照片打不开，可能没传完整。请重新选一次。"),
    }
)
