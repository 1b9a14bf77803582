namespace PlayCount.Learning.Training;

/// <summary>A device has too little memory for what was asked; fewer networks at once may fit.</summary>
public sealed class DeviceMemoryException : Exception
{
    /// <param name="message">What was asked for.</param>
    /// <param name="cause">What the device said.</param>
    public DeviceMemoryException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

/// <summary>A device answers no more, or gives errors; nothing can be had from it, and checkpoints go on elsewhere.</summary>
public sealed class DeviceLostException : Exception
{
    /// <param name="message">What was asked for.</param>
    /// <param name="cause">What the device said.</param>
    public DeviceLostException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}
