namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>The containers of a blob storage by name, beside the one that holds the blobs of experiments.</summary>
public interface IBlobContainers
{
    /// <summary>A container, which need not be there: then it holds nothing.</summary>
    /// <param name="name">3 to 63 lower-case letters, digits and single hyphens.</param>
    IBlobStore Open(string name);
}
