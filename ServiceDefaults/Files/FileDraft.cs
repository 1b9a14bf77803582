using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.ServiceDefaults.Files;

/// <summary>A file written beside its place and renamed over it; its folder is made.</summary>
internal sealed class FileDraft : BlobDraft
{
    private readonly string _path;
    private readonly FileStream _content;
    private bool _isCommitted;

    public FileDraft(string path)
    {
        _path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _content = new FileStream(path + UnfinishedFiles.Ending, FileMode.Create, FileAccess.Write, FileShare.None);
    }

    public override Stream Content => _content;

    public override void Commit(bool flushToDisk = true)
    {
        _content.Flush(flushToDisk);
        _content.Dispose();
        File.Move(_content.Name, _path, overwrite: true);
        _isCommitted = true;
    }

    public override void Dispose()
    {
        if (_isCommitted)
            return;
        try
        {
            _content.Dispose();
        }
        catch (IOException)
        {
            // A full disk does not take what is still in the buffer; it is thrown away anyway.
        }

        File.Delete(_content.Name);
    }
}
