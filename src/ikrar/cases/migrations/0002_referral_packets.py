"""A referral keeps what its packet is made of, sealed, and the commitment that the log has; a case takes in a report."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RemoveField("referral", "packet_sha256"),
        migrations.AddField(
            "referral", "packet", models.CharField(default="", max_length=71, verbose_name="ikatan paket"),
            preserve_default=False,
        ),
        migrations.AddField(
            "referral", "sealed", models.BinaryField(default=bytes, verbose_name="isi paket tersegel")
        ),
        migrations.AlterField(
            model_name='step',
            name='kind',
            field=models.CharField(choices=[('dibuka', 'perkara dibuka'), ('ditugaskan', 'penangan ditugaskan'), ('dilepas', 'penangan dilepas'), ('terlapor', 'terlapor ditambahkan'), ('atasan', 'atasan dicatat'), ('gabung', 'laporan lain tentang hal yang sama digabungkan'), ('catatan', 'catatan ditambahkan'), ('pembelaan', 'tanggapan terlapor dicatat'), ('panggilan', 'panggilan dikirim'), ('tidak_hadir', 'tidak hadir dicatat'), ('pemeriksaan', 'pemeriksaan selesai'), ('tim', 'tim pemeriksa dibentuk'), ('penilaian', 'penilaian dicatat'), ('usulan', 'diusulkan kepada PPK'), ('putusan', 'keputusan ditetapkan'), ('belum_sampai', 'tidak hadir saat penyampaian'), ('penyampaian', 'keputusan disampaikan'), ('keberatan', 'keberatan diajukan'), ('banding', 'banding diajukan'), ('jawaban', 'keberatan atau banding dijawab'), ('berlaku', 'keputusan berlaku'), ('penutupan', 'perkara selesai'), ('tanpa_sanksi', 'ditutup tanpa sanksi'), ('pelimpahan', 'dilimpahkan'), ('tanda_terima', 'pelimpahan diterima'), ('tindak_lanjut', 'pelimpahan dijawab'), ('bukti', 'bukti ditambahkan'), ('jeda', 'hitungan waktu dihentikan sementara'), ('hitung_ulang', 'tenggat dihitung ulang'), ('eskalasi', 'keterlambatan disampaikan ke atasan'), ('dihapus', 'isi dihapus')], max_length=16, verbose_name='jenis'),
        ),
    ]
