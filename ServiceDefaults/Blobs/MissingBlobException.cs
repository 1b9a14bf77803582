namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>There is no blob of that name. Where somebody had made it, the storage has lost it, and it has to be made again.</summary>
public sealed class MissingBlobException : FileNotFoundException
{
    /// <param name="message">What was looked for, and where.</param>
    /// <param name="cause">What the storage said.</param>
    public MissingBlobException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
