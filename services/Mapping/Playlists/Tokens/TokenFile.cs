using System.Text.Json;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Mapping.Playlists.Tokens;

/// <summary>
/// Keeps a token in a file that its owner alone may read, at every moment: it is written under another name, made so, and renamed.
/// </summary>
internal sealed class TokenFile(string path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = (UnixFileMode)0b111_111;

    /// <summary>The token, or null where there is none.</summary>
    /// <exception cref="TokenFileException">Others may read it, it cannot be read here, or it is no token file.</exception>
    public TokenSet? Read()
    {
        try
        {
            if (!File.Exists(path))
                return null;
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) is var mode && (mode & Others) != 0)
            {
                throw new TokenFileException($"The token file '{path}' may be read or changed by others (mode {Octal(mode)}): mode 600 is "
                    + "right. Delete it and sign in again, since somebody may have read it.");
            }

            return JsonSerializer.Deserialize<TokenSet>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            // The parser's own words might quote what is in the file.
            throw new TokenFileException($"The token file '{path}' cannot be read as one. Delete it and sign in again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException($"The token file '{path}' cannot be read: {e.Message} A file of the service's own user is right, "
                + "mode 600: see whose it is and how its disk is, or set Mapping:Playlists:TokenFile.", e);
        }
    }

    /// <summary>Whether there is one.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Keeps other processes from renewing the token, or gives null where one of them does so now.</summary>
    /// <exception cref="TokenFileException">Its folder cannot be written.</exception>
    public IDisposable? TryHold()
    {
        try
        {
            return FolderLock.TryTake(Path.GetDirectoryName(path)!, $"{Path.GetFileName(path)}.lock");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException(
                $"The token file '{path}' cannot be held while the token is renewed: {e.Message} Let the service's user write to its "
                    + "folder, or set Mapping:Playlists:TokenFile.", e);
        }
    }

    /// <summary>Puts a token in place of the one that is there, and on the disk.</summary>
    /// <exception cref="TokenFileException">Its folder may be changed by others, is another user's, or cannot be written.</exception>
    public void Write(TokenSet token)
    {
        var folder = Path.GetDirectoryName(path)!;
        var unfinished = $"{path}.{Guid.NewGuid():n}.unfinished";
        try
        {
            MakeFolder(folder);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = Owner;
            using (var file = new FileStream(unfinished, options))
            {
                JsonSerializer.Serialize(file, token);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(unfinished))
                File.Delete(unfinished);
            throw new TokenFileException(
                $"The token file '{path}' cannot be written: {e.Message} Make room, or set Mapping:Playlists:TokenFile.", e);
        }
    }

    /// <summary>Forgets a token that is worth nothing any more.</summary>
    /// <exception cref="TokenFileException">It stays.</exception>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TokenFileException($"The token file '{path}', which is worth nothing any more, cannot be deleted: {e.Message} "
                + "Delete it by hand and sign in again.", e);
        }
    }

    private static void MakeFolder(string folder)
    {
        if (OwnFolder.Make(folder) is { } fault)
            throw new TokenFileException($"The folder '{folder}' of the token file {fault}.");
    }

    private static string Octal(UnixFileMode mode) => Convert.ToString((int)mode, toBase: 8);
}

/// <summary>The token file cannot be used as it is.</summary>
internal sealed class TokenFileException(string message, Exception? inner = null) : Exception(message, inner);
