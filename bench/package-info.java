/** Measures the packaged service beside the ceilings of the same machine in the same minutes. */
package bench;
